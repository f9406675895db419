/** Configuration files read into records, all problems at once. */
@NullMarked
package io.tocsin.server.config;

import org.jspecify.annotations.NullMarked;
