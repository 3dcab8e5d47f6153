version 1.1

task t {
  input {
    File f
    Int n
  }

  String a = basname(f)
  String b = sub(n, "a", "b")
  Int c = length(1, 2)
  Array[String] d = split("a b", " ")
  File e = stdout()
  Array[Int] g = range("x")
  Int h = nothing(undefined, n)
  String i = sep(", ", prefix("-x ", [["a"]]))
  Int j = length(sub("n", "a", "b"))

  command <<<
    ~{a} ~{b} ~{c} ~{sep(" ", d)} ~{e} ~{sep(" ", g)} ~{h} ~{i} ~{j}
  >>>

  output {
    File out = stdout()
  }
}
