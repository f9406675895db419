package io.tocsin.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** What a piece of work took of this process: time on the clock, and time on processors (compiler and collector included). */
record Cost(double seconds, double cpuSeconds) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Does the work and adds what it took to what it gives. */
    static JsonObject of(Callable<JsonObject> work) throws Exception {
        long at = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        JsonObject result = work.call();
        return result.put("seconds", (System.nanoTime() - at) / 1e9)
                .put("cpu", (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
}
