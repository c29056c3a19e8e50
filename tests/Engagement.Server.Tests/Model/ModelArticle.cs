using Engagement.Articles;

namespace Engagement.Server.Tests.Model;

/// <summary>An article and its thread, as the model knows them.</summary>
internal sealed class ModelArticle
{
    /// <summary>The present one.</summary>
    public required string Key { get; set; }

    /// <summary>The public id; empty until the server has said it.</summary>
    public string Id { get; set; } = "";

    /// <summary>Keys that lead here because their articles were merged into this one, or it had them before.</summary>
    public List<string> FormerKeys { get; } = [];

    /// <summary>The public ids of these articles.</summary>
    public List<string> FormerIds { get; } = [];

    public string Url { get; set; } = "";
    public string Title { get; set; } = "";
    public string Channel { get; set; } = "";
    public bool IsPublished { get; set; }
    public CommentingState Commenting { get; set; } = CommentingState.Open;
    public DateTime? ClosesAt { get; set; }
    public string? Message { get; set; }

    /// <summary>In the order in which they were posted, which is that of their positions.</summary>
    public List<ModelComment> Comments { get; } = [];

    /// <summary>To the article itself.</summary>
    public ModelReactions Reactions { get; } = [];

    public ModelShares Shares { get; } = new();

    /// <summary>In the order of pinning.</summary>
    public List<ModelComment> Pins { get; } = [];

    public IEnumerable<ModelComment> TopLevel => Comments.Where(c => c.Parent is null && c.IsShown);
    public IEnumerable<ModelComment> Published => Comments.Where(c => c.IsPublished);

    public CommentingState CommentingAt(DateTime now) => ClosesAt <= now ? CommentingState.Closed : Commenting;

    /// <summary>Takes a key that is new or a former one; the one before goes on leading here.</summary>
    public void GetKey(string key)
    {
        if (key == Key)
            return;
        FormerKeys.Remove(key);
        FormerKeys.Add(Key);
        Key = key;
    }

    /// <summary>Whether somebody (null: anybody without a token) may see it.</summary>
    public bool IsFor(ModelReader? viewer) => IsPublished || viewer is { IsStaff: true };
}
