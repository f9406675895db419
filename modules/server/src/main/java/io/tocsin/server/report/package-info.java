/** What incidents cost: how fast people answered, who was woken, and what fired for nothing. Pure: no clock, no I/O. */
@NullMarked
package io.tocsin.server.report;

import org.jspecify.annotations.NullMarked;
