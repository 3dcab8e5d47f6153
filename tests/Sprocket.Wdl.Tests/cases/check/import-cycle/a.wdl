version 1.0

import "b.wdl"

task run {
  command {}
}

workflow a {
  call b.run
}
