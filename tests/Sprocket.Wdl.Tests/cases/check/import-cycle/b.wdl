version 1.0

import "a.wdl"

task run {
  command {}
}
