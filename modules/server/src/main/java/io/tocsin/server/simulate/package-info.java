/** Stories of alerts, people and faults from a seed; what an independent reading of the rules expects of them; what must hold whatever happens; the shortest story that still breaks it. Pure: {@code Simulations} lends it the real desk. */
@NullMarked
package io.tocsin.server.simulate;

import org.jspecify.annotations.NullMarked;
