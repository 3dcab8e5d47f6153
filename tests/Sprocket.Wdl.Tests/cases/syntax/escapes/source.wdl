version 1.1

workflow w {
  String a = sub("x.bam", "\.bam$", "\w")
  String b = "\x4 \u00 \777 \8 \ud800"
  String c = "~{"\q"}"
}
