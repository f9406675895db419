/** Who is on call at an instant: rotations, overrides, time zones. */
@NullMarked
package io.tocsin.oncall;

import org.jspecify.annotations.NullMarked;
