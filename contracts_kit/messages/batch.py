"""What can be wrong with a list of suppliers, and with making the documents of all of them."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    # --- the list ---------------------------------------------------------------------------------------------------
    "unknown_column": Kind(
        "error",
        "不认识列名“{name}”。列名应为参数名或其标签，如 supplier.name 或 供应商名称；全部参数见 list parameters。",
        "the column {name!r} means nothing. Call it as a parameter or its label, such as supplier.name; "
        "list parameters shows all.",
    ),
    "column_ambiguous": Kind(
        "error",
        "列名“{name}”可指多项内容。请改写为其中之一：{known}。",
        "the column {name!r} may mean more than one thing. Call it one of: {known}.",
    ),
    "columns_mean_the_same": Kind(
        "error",
        "“{name}”列与“{first}”列是同一项内容（{meaning}）。请删去一列。",
        "the columns {name!r} and {first!r} are the same thing ({meaning}). Remove one.",
    ),
    "credit_code_twice": Kind(
        "warning",
        "{rows} 行的统一社会信用代码相同（{code}）。都会生成，请核对是否重复。",
        "rows {rows} have one credit code ({code}). All are made; check whether one is there twice.",
    ),
    # --- the run ----------------------------------------------------------------------------------------------------
    "jobs_out_of_range": Kind(
        "error",
        "进程数应为 1 至 {allowed}，而不是 {found}。",
        "the number of jobs must be 1 to {allowed}, not {found}.",
    ),
    "batch_running": Kind(
        "error",
        "另一次批量正在写这个文件夹。请等它结束，或换一个文件夹。",
        "another batch is writing to this folder. Wait for it to end, or name another folder.",
    ),
    "manifest_unreadable": Kind(
        "warning",
        "清单第 {line} 行不是批量写出的内容，已不采用；涉及的文件会重新生成。",
        "line {line} of the manifest is none that a batch wrote and is left out; its files are made again.",
    ),
    "worker_ended": Kind(
        "error",
        "处理此行的进程意外结束（{found}），可能是内存不足。请减少 --jobs 后再运行一次，其余已完成的不会重做。",
        "the process that made this row ended ({found}), perhaps for want of memory. Run again with fewer --jobs; what "
        "is done is not made again.",
    ),
    "workers_end": Kind(
        "error",
        "处理进程接连意外结束（{found}），批量已停止。请用 --jobs 1 再运行一次，已完成的不会重做。",
        "one process after another ended ({found}) and the batch has stopped. Run again with --jobs 1; what is done is "
        "not made again.",
    ),
    "row_fault": Kind(
        "error",
        "程序自身出错（{found}）。请把此行和本消息报告给我们。",
        "the program itself failed ({found}). Please report this row with this message.",
    ),
}
