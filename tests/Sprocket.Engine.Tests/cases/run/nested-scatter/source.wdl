version 1.1

task pair {
  input {
    Int x
    Int y
  }
  command <<< echo ~{x}~{y} > out >>>
  output { File out = "out" }
}

workflow nested {
  scatter (x in [1, 2]) {
    Int doubled = x * 2
    scatter (y in [3, 4, 5]) {
      if (y != 4) {
        call pair { input: x = x, y = y }
      }
    }
  }
  output {
    Array[Int] doubles = doubled
    Array[Array[File?]] outs = pair.out
  }
}
