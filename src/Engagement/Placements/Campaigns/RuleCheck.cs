using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>Checks where a campaign is to be served.</summary>
internal static class RuleCheck
{
    private const int MostNames = 200;

    /// <summary>One list's rule.</summary>
    public static TermRule Read(TermRuleInput? input, string facet, InputCheck check) => input is null
        ? TermRule.Everything
        : new(
            Names(input.Any, check, "targets", facet, "any"),
            Names(input.All, check, "targets", facet, "all"),
            Names(input.None, check, "targets", facet, "none"));

    /// <summary>The same of languages, whose tags are kept in lower case.</summary>
    public static TermRule ReadLanguages(TermRuleInput? input, InputCheck check)
    {
        var rule = Read(input, "languages", check);
        return new(Tags(rule.Any, "any", check), Tags(rule.All, "all", check), Tags(rule.None, "none", check));
    }

    /// <summary>Names that are compared exactly.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> names, InputCheck check, params string[] path)
    {
        if (names.Count > MostNames)
            check.Refuse(InputProblem.TooMany, $"`{path[^1]}` has at most {MostNames} entries, not {names.Count}.", MostNames, path);
        foreach (var (i, name) in names.Take(MostNames).Index())
            check.Key(name, ArticleConfiguration.MaxTermLength, [.. path, $"{i}"]);
        return [.. names.Distinct()];
    }

    /// <summary>Refuses targets that no page can meet.</summary>
    public static void CheckSense(CampaignRules rules, InputCheck check)
    {
        CheckSense(rules.Channels, rules.Safety.Channels, "channels", check);
        CheckSense(rules.Keywords, rules.Safety.Keywords, "keywords", check);
        CheckSense(rules.Companies, rules.Safety.Companies, "companies", check);
        CheckSense(rules.Languages, [], "languages", check);
        if (rules.Languages.All.Any(one => rules.Languages.All.Any(other => !AreNested(one, other))))
            Contradict("No page has two languages.", "languages", check);
    }

    private static void CheckSense(TermRule rule, IReadOnlyList<string> unsafeNames, string facet, InputCheck check)
    {
        var never = rule.None.Concat(unsafeNames).ToHashSet();
        if (rule.All.FirstOrDefault(never.Contains) is { } both)
            Contradict($"`{facet}` ask for \"{both}\" and exclude it.", facet, check);
        else if (rule.Any.Count > 0 && rule.Any.All(never.Contains))
            Contradict($"`{facet}` exclude all that they ask for.", facet, check);
    }

    private static void Contradict(string message, string facet, InputCheck check) => check.Refuse(InputProblem.Contradictory, message, null, "targets", facet);

    private static bool AreNested(string one, string other) => $"{one}-".StartsWith($"{other}-", StringComparison.Ordinal) || $"{other}-".StartsWith($"{one}-", StringComparison.Ordinal);

    private static IReadOnlyList<string> Tags(IReadOnlyList<string> tags, string list, InputCheck check)
    {
        foreach (var (i, tag) in tags.Index())
            if (LanguageTag.Parse(tag) is null)
                check.Refuse(InputProblem.Malformed, "`languages` are tags such as en or en-GB.", null, "targets", "languages", list, $"{i}");
        return [.. tags.Select(t => t.ToLowerInvariant()).Distinct()];
    }
}
