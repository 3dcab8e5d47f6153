version 1.0

task t {
  input {
    Int? size
    String? name
    File? file
    Array[String?] names = []
  }

  Int doubled = size * 2
  String greeting = "hi " + name
  Float bytes = size(file)
  String base = basename(file)
  Array[String] all = names
  Boolean big = size > 2

  command {
    ~{doubled} ~{greeting} ~{"-n " + name} ~{bytes} ~{base} ~{sep=" " all} ~{big}
  }
}
