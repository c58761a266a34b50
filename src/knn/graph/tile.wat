;; Inner products of rows of 16-bit codes, exact as 32-bit integers as long as the caller keeps the codes small enough
;; for a sum to fit. A row is $stride bytes, a multiple of 32, padded with zeros.
;; Shared memory only.
(module
  (memory (import "env" "memory") 1 65536 shared)

  (func $sum (param $v v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $v)) (i32x4.extract_lane 1 (local.get $v)))
      (i32.add (i32x4.extract_lane 2 (local.get $v)) (i32x4.extract_lane 3 (local.get $v)))))

  ;; Two rows a with four rows b: eight sums that share their loads.
  (func $block (param $a i32) (param $a1 i32) (param $b i32) (param $stride i32) (param $out i32) (param $line i32)
    (local $end i32) (local $b1 i32) (local $b2 i32) (local $b3 i32) (local $out1 i32)
    (local $x v128) (local $y v128) (local $z v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local $t0 v128) (local $t1 v128) (local $t2 v128) (local $t3 v128)
    (local.set $end (i32.add (local.get $a) (local.get $stride)))
    (local.set $b1 (i32.add (local.get $b) (local.get $stride)))
    (local.set $b2 (i32.add (local.get $b1) (local.get $stride)))
    (local.set $b3 (i32.add (local.get $b2) (local.get $stride)))
    (loop $next
      (local.set $x (v128.load (local.get $a)))
      (local.set $y (v128.load (local.get $a1)))
      (local.set $z (v128.load (local.get $b)))
      (local.set $s0 (i32x4.add (local.get $s0) (i32x4.dot_i16x8_s (local.get $x) (local.get $z))))
      (local.set $t0 (i32x4.add (local.get $t0) (i32x4.dot_i16x8_s (local.get $y) (local.get $z))))
      (local.set $z (v128.load (local.get $b1)))
      (local.set $s1 (i32x4.add (local.get $s1) (i32x4.dot_i16x8_s (local.get $x) (local.get $z))))
      (local.set $t1 (i32x4.add (local.get $t1) (i32x4.dot_i16x8_s (local.get $y) (local.get $z))))
      (local.set $z (v128.load (local.get $b2)))
      (local.set $s2 (i32x4.add (local.get $s2) (i32x4.dot_i16x8_s (local.get $x) (local.get $z))))
      (local.set $t2 (i32x4.add (local.get $t2) (i32x4.dot_i16x8_s (local.get $y) (local.get $z))))
      (local.set $z (v128.load (local.get $b3)))
      (local.set $s3 (i32x4.add (local.get $s3) (i32x4.dot_i16x8_s (local.get $x) (local.get $z))))
      (local.set $t3 (i32x4.add (local.get $t3) (i32x4.dot_i16x8_s (local.get $y) (local.get $z))))
      (local.set $a1 (i32.add (local.get $a1) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $b1 (i32.add (local.get $b1) (i32.const 16)))
      (local.set $b2 (i32.add (local.get $b2) (i32.const 16)))
      (local.set $b3 (i32.add (local.get $b3) (i32.const 16)))
      (br_if $next
        (i32.lt_u (local.tee $a (i32.add (local.get $a) (i32.const 16))) (local.get $end))))
    (local.set $out1 (i32.add (local.get $out) (local.get $line)))
    (i32.store (local.get $out) (call $sum (local.get $s0)))
    (i32.store offset=4 (local.get $out) (call $sum (local.get $s1)))
    (i32.store offset=8 (local.get $out) (call $sum (local.get $s2)))
    (i32.store offset=12 (local.get $out) (call $sum (local.get $s3)))
    (i32.store (local.get $out1) (call $sum (local.get $t0)))
    (i32.store offset=4 (local.get $out1) (call $sum (local.get $t1)))
    (i32.store offset=8 (local.get $out1) (call $sum (local.get $t2)))
    (i32.store offset=12 (local.get $out1) (call $sum (local.get $t3))))

  ;; The product of row list[i] with row j of b at out + i · line + 4 · j; rows of the list are counted from $rows.
  ;; Whole blocks are computed: $aCount is even, and up to three rows after those of b are read and their products
  ;; written, so that $line is at least 4 · bCount rounded up to a multiple of 16. Counts are 1 or more.
  (func (export "tile")
    (param $rows i32) (param $list i32) (param $aCount i32) (param $b i32) (param $bCount i32) (param $stride i32)
    (param $out i32) (param $line i32)
    (local $j i32) (local $row i32) (local $place i32) (local $a i32) (local $a1 i32) (local $last i32)
    (local.set $last (i32.add (local.get $list) (i32.mul (local.get $aCount) (i32.const 4))))
    (loop $lines
      (local.set $a (i32.add (local.get $rows) (i32.mul (i32.load (local.get $list)) (local.get $stride))))
      (local.set $a1 (i32.add (local.get $rows) (i32.mul (i32.load offset=4 (local.get $list)) (local.get $stride))))
      (local.set $j (i32.const 0))
      (local.set $row (local.get $b))
      (local.set $place (local.get $out))
      (loop $columns
        (call $block
          (local.get $a) (local.get $a1) (local.get $row) (local.get $stride) (local.get $place) (local.get $line))
        (local.set $row (i32.add (local.get $row) (i32.shl (local.get $stride) (i32.const 2))))
        (local.set $place (i32.add (local.get $place) (i32.const 16)))
        (br_if $columns (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 4))) (local.get $bCount))))
      (local.set $out (i32.add (local.get $out) (i32.shl (local.get $line) (i32.const 1))))
      (br_if $lines (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 8))) (local.get $last)))))

  ;; out[i] = product of the row at $query with row list[i], rows counted from $rows; $count is 1 or more.
  (func (export "gather")
    (param $rows i32) (param $list i32) (param $count i32) (param $stride i32) (param $query i32) (param $out i32)
    (local $row i32) (local $end i32) (local $at i32) (local $last i32) (local $s v128) (local $t v128)
    (local.set $last (i32.add (local.get $list) (i32.mul (local.get $count) (i32.const 4))))
    (local.set $end (i32.add (local.get $query) (local.get $stride)))
    (loop $next
      (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $list)) (local.get $stride))))
      (local.set $at (local.get $query))
      (local.set $s (v128.const i32x4 0 0 0 0))
      (local.set $t (v128.const i32x4 0 0 0 0))
      (loop $codes
        (local.set $s (i32x4.add (local.get $s) (i32x4.dot_i16x8_s (v128.load (local.get $row)) (v128.load (local.get $at)))))
        (local.set $t
          (i32x4.add (local.get $t) (i32x4.dot_i16x8_s (v128.load offset=16 (local.get $row)) (v128.load offset=16 (local.get $at)))))
        (local.set $row (i32.add (local.get $row) (i32.const 32)))
        (br_if $codes (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
      (i32.store (local.get $out) (call $sum (i32x4.add (local.get $s) (local.get $t))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $next (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 4))) (local.get $last))))))
