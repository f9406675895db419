/** Simulated time, generators and protocol-faithful fakes that also run by hand. */
@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
