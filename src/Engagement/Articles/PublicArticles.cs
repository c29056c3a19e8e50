using Engagement.Data;

namespace Engagement.Articles;

/// <summary>Articles as everybody may see them, whoever asks: for what is answered outside of GraphQL.</summary>
internal sealed class PublicArticles(PreparedReads reads)
{
    /// <summary>
    /// The articles by the names that were asked; of one that was merged what it was merged into. One statement for each
    /// hundred; names that lead to nothing public are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<ArticleName, Article>> FindAsync(IReadOnlyCollection<ArticleName> names, CancellationToken cancel)
    {
        var found = await reads.ReadEachAsync<ArticleName, Article>(
            [.. names.Distinct().OrderBy(n => n.Kind)], // in few orders, so that there are few statements
            name => [name.Values.Item1, name.Values.Item2],
            (_, columns, name, values) => $"""
                SELECT {columns} FROM "Articles"
                WHERE "Id" = (SELECT COALESCE("MergedIntoId", "Id") FROM "Articles" WHERE "Id" = {name.RowSql(values)})
                """,
            cancel);
        return found.Where(f => f.Value is [{ State: ArticleState.Published }]).ToDictionary(f => f.Key, f => f.Value[0]);
    }
}
