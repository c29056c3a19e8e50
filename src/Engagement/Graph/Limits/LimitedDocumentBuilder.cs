using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Options;

namespace Engagement.Graph.Limits;

/// <summary>
/// Parses a document within the limits that need no schema. The order is that of what each step costs: tokens are
/// counted before anything is built, the parser stops at a bounded nesting, and the parsed document is measured before
/// a validation rule, some of which are quadratic, sees it. A document cache keeps only what passed here.
/// </summary>
/// <exception cref="DocumentLimitError">A limit is passed.</exception>
/// <exception cref="SyntaxError">The text is not GraphQL.</exception>
internal sealed class LimitedDocumentBuilder(IOptions<DocumentLimitOptions> options) : IDocumentBuilder
{
    // The parser calls itself per level of syntax; 128 is its own default and far from the end of a thread's stack.
    private const int LeastNesting = 128;

    private readonly DocumentLimitOptions _limits = options.Value;

    public GraphQLDocument Build(string body)
    {
        try
        {
            CountTokens(body);
            var document = Parser.Parse(body, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = Nesting });
            Measure(document);
            return document;
        }
        catch (GraphQLSyntaxErrorException e)
        {
            throw new SyntaxError(e);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw DocumentLimitError.Nesting(Nesting);
        }
    }

    // A field level is two levels of syntax, field and selection set; the rest is for definitions, arguments and values.
    private int Nesting => Math.Max(LeastNesting, 2 * (_limits.Depth ?? 0) + 64);

    private void CountTokens(string body)
    {
        if (_limits.Tokens is not > 0)
            return;
        var count = 0L;
        for (var token = Lexer.Lex(body); token.Kind != TokenKind.EOF; token = Lexer.Lex(body, token.End))
            if ((++count).IsOver(_limits.Tokens, out var limit))
                throw DocumentLimitError.Tokens(limit, count);
    }

    private void Measure(GraphQLDocument document)
    {
        var shapes = new DocumentShape(document);
        // Unused fragments and operations are measured too: validation walks them.
        foreach (var definition in document.Definitions)
        {
            var shape = shapes.Of(definition);
            if (shape.Depth.IsOver(_limits.Depth, out var depth))
                throw DocumentLimitError.Depth(depth, shape.Depth);
            if (shape.IntrospectionLists.IsOver(_limits.IntrospectionLists, out var lists))
                throw DocumentLimitError.IntrospectionLists(lists, shape.IntrospectionLists);
            if (shape.Fields.IsOver(_limits.Fields, out var fields))
                throw DocumentLimitError.Fields(fields, shape.Fields);
            if (shape.Aliases.IsOver(_limits.Aliases, out var aliases))
                throw DocumentLimitError.Aliases(aliases, shape.Aliases);
        }
    }
}
