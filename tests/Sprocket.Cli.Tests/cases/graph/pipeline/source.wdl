version 1.3

import "lib.wdl" as lib

task prepare {
  input { String name }
  command <<< echo ~{name} >>>
  output { String text = read_string(stdout()) }
}

task merge {
  input { Array[String] texts }
  command <<< cat ~{write_lines(texts)} >>>
  output { File all = stdout() }
}

workflow pipeline {
  input {
    Array[String] samples
    Boolean report = false
    Boolean quick = true
  }

  call prepare as reference { name = "reference" }

  scatter (sample in samples) {
    call prepare { name = sample }
    String text = prepare.text
    if (text != "" && quick) {
      call lib.polish { text }
    }
    call lib.inner after prepare { base = reference.text }
  }

  call merge { texts = flatten([text, select_all(polish.out)]) }

  if (report || "é😀" == "a\b") {
    call merge as full { texts = read_lines(merge.all) }
  } else if (quick) {
    call merge as brief { texts = [] }
  } else {
    call prepare as none { name = "<none> & \"nothing\"" }
  }

  call prepare as last after full { name = reference.text }

  output {
    File all = merge.all
  }
}
