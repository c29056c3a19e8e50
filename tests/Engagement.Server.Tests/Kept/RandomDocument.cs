using System.Text;
using Engagement.Graph;
using GraphQL;
using GraphQL.Types;

namespace Engagement.Server.Tests.Kept;

/// <summary>Documents of fields that are the same for everybody, drawn from the schema itself, so that new fields take part.</summary>
/// <param name="schema">Of the server.</param>
/// <param name="random">Draws.</param>
/// <param name="argument">What a field may be asked with, its name first, such as <c>Article.comments</c>; null leaves out a field that needs more.</param>
internal sealed class RandomDocument(ISchema schema, Random random, Func<string, string?> argument)
{
    private const int MostDepth = 5;

    private static readonly string[] Roots = ["article", "articles", "comment", "node", "nodes"], Aged = ["channels", "channel", "keyword", "company"];

    private int _alias, _seconds;
    private bool _isExact;

    /// <summary>One to three root fields, half of them of an article.</summary>
    /// <param name="isExact">Without fields whose answers may have an age.</param>
    /// <returns>The selection, and how old its answer may be in seconds: 0 if nothing in it may be older than the last change.</returns>
    public (string Text, int Seconds) Draw(bool isExact)
    {
        (_isExact, _seconds) = (isExact, 0);
        var roots = isExact ? Roots : [.. Roots, .. Aged];
        var text = new StringBuilder("{ ");
        for (var count = random.Next(1, 4); count > 0; count--)
            text.Append(Field(schema.Query, random.Next(2) == 0 ? "article" : roots[random.Next(roots.Length)], 0));
        return (text.Append('}').ToString(), _seconds);
    }

    private string Selection(IGraphType type, int depth) => type switch
    {
        UnionGraphType union => $"__typename {string.Concat(union.PossibleTypes.Select(t => $"... on {t.Name} {{ {Selection(t, depth)} }} "))}",
        IInterfaceGraphType face => $"__typename {string.Concat(face.PossibleTypes.Where(t => t.Name is "Article" or "Comment").Select(t => $"... on {t.Name} {{ {Selection(t, depth)} }} "))}",
        IComplexGraphType complex => $"__typename {string.Concat(complex.Fields.Where(IsOpen).Where(f => IsDrawn(f, depth)).Select(f => Field(complex, f.Name, depth + 1)))}",
        _ => "",
    };

    private bool IsDrawn(FieldType field, int depth) =>
        field.ResolvedType?.GetNamedType() is ScalarGraphType ? random.Next(2) == 0 : depth < MostDepth && random.Next(depth + 2) == 0;

    private bool IsOpen(FieldType field) => CacheableAttribute.Of(field) is { } mark && !(_isExact && mark is CacheableForAttribute);

    private string Field(IComplexGraphType? type, string name, int depth)
    {
        var field = type?.GetField(name) ?? throw new ArgumentException($"{type?.Name}.{name} is not there.", nameof(name));
        var arguments = argument($"{type.Name}.{name}");
        if (arguments is null && field.Arguments?.Any(a => a.ResolvedType is NonNullGraphType && a.DefaultValue is null) is true)
            return "";
        if (CacheableAttribute.Of(field) is CacheableForAttribute limited)
            _seconds = _seconds == 0 ? limited.Seconds : Math.Min(_seconds, limited.Seconds);
        var result = field.ResolvedType!.GetNamedType(); // of a schema that is initialised
        var below = result is ScalarGraphType ? "" : $" {{ {Selection(result, depth)} }}";
        return $"a{_alias++}: {name}{(arguments is null or "" ? "" : $"({arguments})")}{below} ";
    }
}
