/** The main job before your eyes: the real server, a live log stream and fake inboxes. */
@NullMarked
package io.tocsin.demo;

import org.jspecify.annotations.NullMarked;
