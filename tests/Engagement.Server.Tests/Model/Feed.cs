using System.Text.Json;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Live;
using Xunit;

namespace Engagement.Server.Tests.Model;

/// <summary>
/// Holds the versions that a step left against what it changed for readers. Knows nothing of how they are given out: only
/// what whoever follows the feed relies on.
/// </summary>
internal sealed class Feed(World world, KnownVersions known)
{
    private Looks _before = Looks.Of(world);
    private Rows? _rows;

    /// <summary>Compares the versions after a step with those before it.</summary>
    public void Check(Rows rows)
    {
        var looks = Looks.Of(world);
        foreach (var article in world.Articles)
            if (_rows is not null)
                Check(article, looks, rows, _rows);
        (_before, _rows) = (looks, rows);
    }

    private void Check(ModelArticle article, Looks looks, Rows rows, Rows rowsBefore)
    {
        var (row, old) = (rows.Articles[article], Versions.Of(rowsBefore.Articles.GetValueOrDefault(article)));
        var changed = article.Comments.Where(c => looks.Of(c) != _before.Of(c)).ToList();
        foreach (var comment in article.Comments)
            CheckComment(comment, rows.Comments[comment], rowsBefore.Comments.GetValueOrDefault(comment), old.Version, changed.Contains(comment));

        var settings = looks.Of(article) != _before.Of(article);
        Assert.Equal(settings, row.SettingsVersion > old.Version);
        Assert.True(settings || row.SettingsVersion == old.SettingsVersion, $"{article.Key}: the settings are stamped, and nothing of them changed");

        var stamps = changed.Select(c => rows.Comments[c].ChangedVersion).ToList();
        if (settings)
            stamps.Add(row.SettingsVersion);
        Assert.Distinct(stamps);
        // The version rises exactly if something visible changed; of its own counts the article has no stamp.
        if (stamps.Count == 0 && looks.CountsOf(article) != _before.CountsOf(article))
            Assert.Equal(old.Version + 1, row.Version);
        else
            Assert.Equal(stamps.DefaultIfEmpty(old.Version).Max(), row.Version);
        var content = settings || changed.Exists(c => looks.WithoutTallies(c) != _before.WithoutTallies(c));
        Assert.Equal(content ? row.Version : old.ContentVersion, row.ContentVersion);
        Assert.Equal((row.Version, row.ContentVersion), (known.Of(ArticleView.ParseId(article.Id)!.Value)!.Value.Version, known.Of(row.Id)!.Value.ContentVersion));
        CheckOrder(changed, looks, rows);
    }

    private void CheckComment(ModelComment comment, Comment row, Comment? old, long articleBefore, bool changed)
    {
        if (changed)
            Assert.True(row.ChangedVersion > articleBefore, $"{comment} changed and is not stamped");
        else
            Assert.True(row.ChangedVersion == (old?.ChangedVersion ?? 0), $"{comment} is stamped, and readers see no change");
        var published = comment.IsPublished && !_before.Published.Contains(comment);
        Assert.Equal(published ? row.ChangedVersion : old?.AddedVersion ?? 0, row.AddedVersion);
    }

    /// <summary>Ancestors come before what appears under them, and after what vanishes.</summary>
    private void CheckOrder(List<ModelComment> changed, Looks looks, Rows rows)
    {
        foreach (var comment in changed.Where(c => looks.Of(c) is null || _before.Of(c) is null))
            foreach (var ancestor in comment.Ancestors.Where(changed.Contains))
                Assert.Equal(looks.Of(comment) is not null, rows.Comments[ancestor].ChangedVersion < rows.Comments[comment].ChangedVersion);
    }

    /// <summary>Of an article; all are 0 before it is there.</summary>
    private sealed record Versions(long Version, long ContentVersion, long SettingsVersion)
    {
        public static Versions Of(Article? row) => row is null ? new(0, 0, 0) : new(row.Version, row.ContentVersion, row.SettingsVersion);
    }

    /// <summary>How everything looks to readers at one time; null is not shown.</summary>
    private sealed record Looks(
        Dictionary<ModelComment, (string? Content, string Tallies)> Comments, Dictionary<ModelArticle, (string Settings, string Counts)> Articles, HashSet<ModelComment> Published)
    {
        public static Looks Of(World world) => new(
            world.Comments.ToDictionary(c => c, Look),
            world.Articles.ToDictionary(a => a, Look),
            [.. world.Comments.Where(c => c.IsPublished)]);

        public string? Of(ModelComment comment) =>
            Comments.TryGetValue(comment, out var look) && look.Content is not null ? look.Content + look.Tallies : null;

        public string? WithoutTallies(ModelComment comment) => Comments.GetValueOrDefault(comment).Content;
        public string? Of(ModelArticle article) => Articles.GetValueOrDefault(article).Settings;

        /// <summary>Of what is counted of the article itself, beside its comments.</summary>
        public string? CountsOf(ModelArticle article) => Articles.GetValueOrDefault(article).Counts;

        private static (string?, string) Look(ModelComment comment) => (
            !comment.IsShown ? null : JsonSerializer.Serialize(new
            {
                comment.State,
                Body = comment.IsPublished ? comment.Body : null,
                EditedAt = comment.IsPublished ? comment.EditedAt : null,
                Replies = comment.Replies.Count(),
            }),
            comment.IsPublished ? JsonSerializer.Serialize(comment.Reactions.Tallies) : "");

        private static (string, string) Look(ModelArticle article) => (
            JsonSerializer.Serialize(new
            {
                article.Url, article.Title, article.Channel, article.IsPublished, article.Commenting, article.ClosesAt, article.Message,
                article.FormerKeys, Pins = article.Pins.Select(c => c.Id),
            }),
            JsonSerializer.Serialize(new { article.Reactions.Tallies, Shares = article.Shares.Total }));
    }
}
