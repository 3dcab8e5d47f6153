version 1.2

workflow w {
  String a = <<<
    text
  >>
}
