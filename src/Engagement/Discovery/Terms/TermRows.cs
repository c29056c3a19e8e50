using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>A term by what it is called.</summary>
internal readonly record struct TermName(Facet Facet, string Value);

internal static class TermRows
{
    /// <summary>
    /// The terms with these names, as far as they are there; one statement, however many. The names stand first in a CROSS JOIN
    /// because SQLite keeps its order, and by itself may read the whole table for each name.
    /// </summary>
    public static IQueryable<Term> Terms(this EngagementDbContext db, SqlDialect dialect, IEnumerable<TermName> names) => db.FromSql<Term>(
        dialect,
        d => $"""
            SELECT t.* FROM {d.Rows("{0}", ("f", SqlType.Long), ("v", SqlType.Text))} CROSS JOIN "Terms" AS t
            WHERE t."Facet" = r."f" AND t."Value" = r."v"
            """,
        SqlStatements.Json(names.Distinct().Select(n => new { f = (int)n.Facet, v = n.Value })));

    public static TermName Name(this Term term) => new(term.Facet, term.Value);
}
