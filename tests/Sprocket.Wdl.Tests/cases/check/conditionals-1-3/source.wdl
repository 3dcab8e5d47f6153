version 1.3

task greet {
  input {
    String time
  }

  command <<<
    echo ~{time}
  >>>

  output {
    String greeting = read_string(stdout())
  }
}

task wave {
  command <<<>>>

  output {
    Int greeting = 1
  }
}

workflow main {
  input {
    Boolean morning
    Boolean noon
  }

  if (morning) {
    String always = "a"
    String some = "a"
    String bad = "a"
    Int number = 1
    call greet { time = "morning" }
    call greet as both { time = "morning" }
    call wave as call_or_declaration
  } else if (noon) {
    String always = "b"
    Int bad = 1
    Float number = 2.0
    call greet { time = "noon" }
    call wave as both
    Int call_or_declaration = 1
  } else {
    String always = "c"
    String some = "c"
    String bad = "c"
    Int number = 3
    call greet { time = "night" }
    String copy = some
  }

  if (noon) {
    Int outside = inner_only
    Int inner = 1
  } else {
    Int inner_only = inner
  }

  scatter (i in [1, 2]) {
    if (i == 1) {
      Int odd = i
    } else {
      Int odd = i + 1
    }
  }

  output {
    String a = always
    String b = some
    String c = bad
    Float d = number
    String e = greet.greeting
    String f = both.greeting
    String g = copy
    Array[Int] h = odd
    Int i = outside
  }
}
