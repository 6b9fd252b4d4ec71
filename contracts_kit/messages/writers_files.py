"""What can be wrong with the file that is to be written."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown_format": Kind(
        "error", "不支持格式“{found}”。可用：{known}。", "the format {found!r} is not supported. Use one of: {known}."
    ),
    "unknown_write_option": Kind(
        "error",
        "格式 {format} 没有设置 {name}。可用：{known}。",
        "the format {format} has no setting {name}. It takes: {known}.",
    ),
    "output_folder_missing": Kind(
        "error",
        "文件夹 {found} 不存在。请先建立，或换一个文件夹。",
        "there is no folder {found}. Make it first, or name another.",
    ),
    "output_is_folder": Kind("error", "这是一个文件夹。请写出文件名。", "this is a folder. Name a file in it."),
    "output_not_allowed": Kind(
        "error",
        "没有写入权限，或文件正被其他程序打开。请关闭该程序、检查权限，或换一个文件夹。",
        "writing is not permitted here, or another program holds the file open. Close it, check the permissions, or "
        "name another folder.",
    ),
    "disk_full": Kind(
        "error",
        "磁盘已满，文件没有写成；原有文件未改动。请腾出空间后重试。",
        "the disk is full and the file was not written; what stood there before is unchanged. Free some space and "
        "try again.",
    ),
    "output_failed": Kind(
        "error", "无法写入：{found}。原有文件未改动。", "it cannot be written: {found}. What stood there is unchanged."
    ),
}
