version 1.2

task t {
  input {
    Object a = object { b: 1 }
    Array[Object]? c
  }
  command <<<
    ~{sep=", " c} ~{true="x" false="y" a.b} ~{default="z" a}
  >>>
  runtime { cpu: 1 }
}
