/** Tests of rules and rehearsals of the past: what they ask, count and print. No clock, no I/O. */
@NullMarked
package io.tocsin.server.rehearse;

import org.jspecify.annotations.NullMarked;
