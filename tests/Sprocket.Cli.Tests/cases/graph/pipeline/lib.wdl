version 1.3

task polish {
  input { String text }
  command <<< >>>
  output { String out = text }
}

workflow inner {
  input { String base }
  scatter (i in range(3)) {
    call polish { text = "~{base} ~{i}" }
  }
  output { Array[String] out = polish.out }
}
