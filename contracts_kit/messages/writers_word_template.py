"""What can be wrong with a Word template and with what is filled into it."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "word_template_not_word": Kind(
        "error",
        "不是 Word 文档（{reason}）。请在 Word 中另存为 .docx。",
        "this is not a Word document ({reason}). Save it as .docx in Word.",
    ),
    "word_template_part_missing": Kind(
        "error",
        "文件内缺少部件 {name}。请在 Word 中重新保存模板。",
        "the part {name} is missing. Save the template anew in Word.",
    ),
    "word_template_too_large": Kind(
        "error",
        "解压后有 {found} 字节或部件过多，上限 {allowed}。请删去大图片后重新保存。",
        "unpacked it has {found} bytes or parts; {allowed} are allowed. Remove large pictures and save it anew.",
    ),
    "word_template_not_xml": Kind(
        "error",
        "该部件不是可接受的 XML（{reason}）。请在 Word 中重新保存模板。",
        "the part is no XML that can be accepted ({reason}). Save the template anew in Word.",
    ),
    "word_template_tag": Kind(
        "error",
        "标签 {tag} 写法有误（{reason}），在“{words}”处。请在 Word 中改正。",
        "the tag {tag} is not written right ({reason}), at “{words}”. Correct it in Word.",
    ),
    "word_template_tag_open": Kind(
        "error",
        "标签 {tag} 没有结束，在“{words}”处。请补上对应的 end 标签或结束括号。",
        "the tag {tag} is never ended, at “{words}”. Add its end tag or its closing braces.",
    ),
    "word_template_tag_long": Kind(
        "error",
        "标签 {tag} 过长或空白过多（上限 {allowed} 个字符）。请缩短。",
        "the tag {tag} is too long or holds too many blanks ({allowed} characters are allowed). Shorten it.",
    ),
    "word_template_filter": Kind(
        "error",
        "标签 {tag} 用了不存在的过滤器或检验 {name}，在“{words}”处。",
        "the tag {tag} uses a filter or test {name} that does not exist, at “{words}”.",
    ),
    "word_template_undefined": Kind(
        "error",
        "标签 {tag} 需要的值没有给出（{reason}），在“{words}”处。请补上该值或改标签。",
        "the tag {tag} needs a value that was not given ({reason}), at “{words}”. Give it or change the tag.",
    ),
    "word_template_failed": Kind(
        "error",
        "标签 {tag} 无法用所给的值填写（{reason}），在“{words}”处。请检查该值的类型。",
        "the tag {tag} cannot be filled with what was given ({reason}), at “{words}”. Check the kind of the value.",
    ),
    "word_template_forbidden": Kind(
        "error",
        "标签 {tag} 用到模板不可使用的内容（{reason}），在“{words}”处。请改用所给的值。",
        "the tag {tag} reaches for what a template may not use ({reason}), at “{words}”. Use the values given.",
    ),
    "word_template_stands_alone": Kind(
        "error",
        "标签 {tag} 引用别的模板，在“{words}”处。请把内容写在本模板里。",
        "the tag {tag} asks for another template, at “{words}”. Write its content into this one.",
    ),
    "word_template_too_much": Kind(
        "error",
        "标签 {tag} 的循环或文字超过上限 {allowed}，在“{words}”处。请减少重复。",
        "the loops or texts of the tag {tag} go beyond {allowed}, at “{words}”. Repeat less.",
    ),
    "word_template_too_deep": Kind(
        "error",
        "模板的标签嵌套过深（{found}），在“{words}”处。请减少嵌套。",
        "the template's tags are nested too deep ({found}), at “{words}”. Nest less.",
    ),
    "word_template_crossing": Kind(
        "error",
        "标签 {tag} 跨越了单元格、段落或文字块的边界，在“{words}”处，文档会因此损坏。"
        "请把开始和结束标签放在同一段内，或用 {{%p、{{%tr、{{%tc。",
        "the tag {tag} crosses the bounds of a cell, a paragraph or a run, at “{words}”, and would break the document. "
        "Put its beginning and its end into one paragraph, or use {{%p, {{%tr or {{%tc.",
    ),
    "word_template_markup": Kind(
        "error",
        "有一个作为标记给出的值不是完整的 XML（{reason}）。请改为普通文字，或修正该标记。",
        "a value given as markup is not well-formed ({reason}). Give it as plain text or correct it.",
    ),
    "word_template_character": Kind(
        "error",
        "填入标签 {tag} 的值含有不成对的字符 {found}，无法写入文档。请重新输入该值。",
        "the value filled into the tag {tag} holds half a character ({found}), which no file can hold. Type it again.",
    ),
    "word_template_property_long": Kind(
        "error",
        "文档属性 {name} 填写后有 {found} 个字符，上限 {allowed}。请缩短。",
        "the document property {name} has {found} characters once filled in; {allowed} are allowed. Shorten it.",
    ),
}
