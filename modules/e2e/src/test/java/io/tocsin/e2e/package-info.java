/** Stories on the real server: HTTP, Kafka, browser, crash; architecture and tidy tests. */
@NullMarked
package io.tocsin.e2e;

import org.jspecify.annotations.NullMarked;
