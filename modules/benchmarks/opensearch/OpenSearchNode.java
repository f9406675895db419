import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One OpenSearch node on loopback; ends when its standard input does, and so with whoever started it. Run from source, because
 * it is no part of the build.
 *
 * <p>Arguments: folder, HTTP port, transport port.
 */
public final class OpenSearchNode {
    private OpenSearchNode() {}

    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> settings.put("http.host", "127.0.0.1")
                .put("transport.host", "127.0.0.1")
                .put("http.port", args[1])
                .put("transport.port", args[2])
                // A full disk elsewhere on the machine must not make the index read-only.
                .put("cluster.routing.allocation.disk.threshold_enabled", false));
        runner.build(OpenSearchRunner.newConfigs()
                .basePath(args[0])
                .clusterName("tocsin-bench")
                .numOfNode(1));
        while (System.in.read() >= 0) {}
        // Its own clean-up takes long, and the folder is thrown away.
        Runtime.getRuntime().halt(0);
    }
}
