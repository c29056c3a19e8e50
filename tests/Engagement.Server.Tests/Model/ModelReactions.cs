using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>Who reacts to something, and in which way.</summary>
internal sealed class ModelReactions : Dictionary<ModelReader, ReactionKind>
{
    /// <summary>A second reaction takes the place of the first; null takes it back.</summary>
    public void Put(ModelReader reader, ReactionKind? kind)
    {
        if (kind is { } chosen)
            this[reader] = chosen;
        else
            Remove(reader);
    }

    /// <summary>As answers show them: ways that nobody uses are left out.</summary>
    public IEnumerable<object> Tallies =>
        Values.GroupBy(kind => kind).OrderBy(g => g.Key).Select(g => new { kind = Seen.Name(g.Key), count = g.Count() });

    /// <summary>As answers show one reader's; null for nobody, and for who has none.</summary>
    public string? Of(ModelReader? reader) => reader is not null && TryGetValue(reader, out var kind) ? Seen.Name(kind) : null;
}
