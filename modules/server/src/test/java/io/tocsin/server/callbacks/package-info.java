/** Proofs of who sends, and what their news mean for an incident. */
@org.jspecify.annotations.NullMarked
package io.tocsin.server.callbacks;
