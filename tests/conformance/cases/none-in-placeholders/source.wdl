version 1.2

workflow w {
  input {
    String? nothing
    Int? number
  }

  output {
    String selected = "<~{select_first([nothing])}>"
    String added = "<~{"--n=" + number}>"
    String plain = "<~{nothing}>"
    String defaulted = "<~{default="d" nothing}>"
  }
}
