using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>One reader's report.</summary>
internal sealed record ModelReport(ModelReader Reader, string Reason, DateTime CreatedAt)
{
    public bool IsOpen { get; set; } = true;
}

/// <summary>A comment as the model knows it: what follows from its state is worked out when asked for, and stored nowhere.</summary>
internal sealed class ModelComment
{
    public const int MaxDepth = 8;

    /// <summary>The public id; empty until the server has said it.</summary>
    public string Id { get; set; } = "";

    public required ModelArticle Article { get; init; }
    public required ModelReader Author { get; init; }
    public required ModelComment? Parent { get; init; }
    public required ModelComment? InReplyTo { get; init; }
    public required string Body { get; set; }
    public required DateTime CreatedAt { get; init; }
    public CommentState State { get; set; }
    public DateTime? PublishedAt { get; set; }
    public DateTime? EditedAt { get; set; }

    /// <summary>Earlier texts, oldest first.</summary>
    public List<string> Revisions { get; } = [];

    public ModelReactions Reactions { get; } = [];
    public List<ModelReport> Reports { get; } = [];
    public List<ModelComment> Children { get; } = [];

    public bool IsPublished => State == CommentState.Published;
    public bool IsShown => IsPublished || Children.Exists(c => c.IsShown);
    public bool IsReported => Reports.Exists(r => r.IsOpen);
    public int Depth => Parent is null ? 1 : Parent.Depth + 1;
    public IEnumerable<ModelComment> Replies => Children.Where(c => c.IsShown);
    public IEnumerable<ModelComment> Ancestors => Parent is null ? [] : Parent.Ancestors.Append(Parent);

    /// <summary>All that is shown below it, oldest first.</summary>
    public IEnumerable<ModelComment> Descendants => Article.Comments.Where(c => c.IsShown && c.Ancestors.Contains(this));

    public override string ToString() => $"{Article.Key}/{Article.Comments.IndexOf(this)}";
}
