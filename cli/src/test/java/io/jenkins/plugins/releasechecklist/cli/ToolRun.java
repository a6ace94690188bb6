package io.jenkins.plugins.releasechecklist.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;

/**
 * What the tool answered when it was run with some arguments.
 *
 * @param exitCode its exit code
 * @param out what it printed as its result
 * @param err what it complained about
 */
record ToolRun(int exitCode, String out, String err) {
    static ToolRun of(Object... arguments) {
        return answering("", arguments);
    }

    /** The same where the text is piped into the tool. */
    static ToolRun answering(String input, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine tool = ReleaseChecklistTool.commandLine(
                        new ByteArrayInputStream(input.getBytes(Charset.defaultCharset())))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = tool.execute(texts);
        return new ToolRun(exitCode, out.toString(), err.toString());
    }
}
