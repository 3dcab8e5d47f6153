version 1.2

task work {
  command <<<>>>
}

workflow inner {
  if (true) {
    scatter (i in [1, 2]) {
      call work
    }
  }
}
