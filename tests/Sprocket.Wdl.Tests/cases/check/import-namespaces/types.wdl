version 1.0

struct Used {
  Int a
}
