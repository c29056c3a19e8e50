namespace Engagement.Benchmarks.Data;

/// <summary>An article and its thread.</summary>
/// <param name="Key">The publisher's.</param>
/// <param name="Url">Absolute.</param>
/// <param name="Title">1–300 characters.</param>
/// <param name="Comments">In the order of writing: by time, and a parent comes before its replies.</param>
/// <param name="Source">The row that says it, as in <c>articles.csv(2)</c>; null if it is made up.</param>
internal sealed record DataArticle(string Key, string Url, string Title, IReadOnlyList<DataComment> Comments, string? Source = null);

/// <summary>Somebody who comments.</summary>
/// <param name="Id">The subject.</param>
/// <param name="Name">Shown beside comments.</param>
internal sealed record DataReader(string Id, string Name);

/// <summary>A comment.</summary>
/// <param name="Id">Unique within its article.</param>
/// <param name="Parent">The comment that it answers; null at top level.</param>
/// <param name="Author">A reader's id.</param>
/// <param name="Markdown">As typed.</param>
/// <param name="Time">When it was written, UTC.</param>
/// <param name="Source">The row that says it, as in <c>comments.csv(2)</c>; null if it is made up.</param>
internal sealed record DataComment(string Id, string? Parent, string Author, string Markdown, DateTime Time, string? Source = null);

/// <summary>What a database is filled with.</summary>
/// <param name="Articles">With their threads.</param>
/// <param name="Readers">All authors.</param>
internal sealed record DataSet(IReadOnlyList<DataArticle> Articles, IReadOnlyList<DataReader> Readers)
{
    public int Comments => Articles.Sum(a => a.Comments.Count);
}
