version 1.2

import "older.wdl"
import "newer.wdl"

workflow main {
  call older.run as first
  call newer.run as second
}
