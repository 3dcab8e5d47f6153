version 1.1

task same {
  command <<<>>>
}

task same {
  command <<<>>>
}

task t {
  input {
    Int count
    String count
  }

  Int local = cuont + 1
  Boolean kind = same
  Typ unknown = 1

  command <<<
    echo ~{count} ~{local} ~{kind} ~{unknown}
    for i in 1 2; do echo ~{i}; done
  >>>

  output {
    Int result = local
    Int local = 2
  }
}

workflow t {
  input {
    Int x
  }

  call same
  call same
  Int x = 2
  Int same = 3

  scatter (i in [1, 2]) {
    Int y = i
  }

  scatter (x in [1]) {
    Int z = x
  }

  if (true) {
    Int y = 4
  }

  output {
    Int x = x
    Array[Int] w = y
    Array[Int] v = z
    Int u = i
  }
}
