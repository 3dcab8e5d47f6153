version 1.2

imprt "a.wdl" as a
strct Person { String name }

Task t {
  inputs {
    Int x
  }
  comand <<<
    echo ~{x}
  >>>
  ouput {
    Int y = x
  }
  requirments { cpu: 1 }
  stuff { a: 1 }
}

worklfow w {
  cal t { x = 1 }
  scater (i in [1]) {
    Call t as u { x = i }
  }
  If (true) { }
}
