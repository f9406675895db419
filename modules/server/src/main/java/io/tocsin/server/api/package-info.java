/** The HTTP API: one file per resource, over small ports that the desks implement. */
@NullMarked
package io.tocsin.server.api;

import org.jspecify.annotations.NullMarked;
