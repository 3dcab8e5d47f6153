version 1.1

task t {
  input {
    Int? size
    String? name
    File? file
    Array[String?] names = []
    Boolean? flag
    Array[Int]? numbers
  }

  Int doubled = size * 2
  String greeting = "hi " + name
  Float bytes = size(file)
  String base = basename(file)
  Array[String] all = names
  Boolean big = size > 2 && flag
  Int negative = -size
  Int number = numbers[0]
  Int none = None
  Boolean same = size == 3 || name == None
  Int chosen = if flag then 1 else 2
  String word = if same then name else "x"

  command <<<
    ~{doubled} ~{greeting} ~{"-n " + name} ~{bytes} ~{base} ~{sep(" ", all)} ~{big} ~{negative} ~{number} ~{none} ~{chosen}
    ~{word}
  >>>
}
