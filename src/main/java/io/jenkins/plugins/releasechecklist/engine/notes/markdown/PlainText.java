package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.Set;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentNodeRendererContext;
import org.commonmark.renderer.text.TextContentRenderer;

/** Writes a tree as text for people, without any mark of Markdown: a link is its words and then, in brackets, its address. */
final class PlainText {
    private static final TextContentRenderer RENDERER = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
            .nodeRendererFactory(Links::new)
            .build();

    private PlainText() {}

    static String write(Node tree) {
        return RENDERER.render(tree).strip();
    }

    private record Links(TextContentNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Link.class);
        }

        @Override
        public void render(Node node) {
            String address = ((Link) node).getDestination();
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            if (!isWords(node, address)) {
                context.getWriter().write(" (" + address + ")");
            }
        }

        /** Whether the words of the link are its address. */
        private static boolean isWords(Node link, String address) {
            return link.getFirstChild() instanceof Text text
                    && text.getNext() == null
                    && text.getLiteral().equals(address);
        }
    }
}
