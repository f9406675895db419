/** JMH benchmarks and load drivers: compiled always, run on demand. */
@NullMarked
package io.tocsin.benchmarks;

import org.jspecify.annotations.NullMarked;
