using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Slots;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Campaigns;

/// <summary>Checks where a campaign is to be served.</summary>
internal static class RuleCheck
{
    private const int MostNames = 200, MostSlots = 20, MaxCategoryLength = 60;

    /// <summary>They in canonical form, right or wrong.</summary>
    public static CampaignRules Run(IReadOnlyList<string> slots, TargetsInput? targets, SafetyInput? safety, string? category, bool roadblock, InputCheck check)
    {
        var rules = new CampaignRules
        {
            Slots = Slots(slots, check),
            Channels = Read(targets?.Channels, "channels", check),
            Keywords = Read(targets?.Keywords, "keywords", check),
            Companies = Read(targets?.Companies, "companies", check),
            Languages = ReadLanguages(targets?.Languages, check),
            Safety = Safety(safety ?? new(), check),
            Category = category is null ? null : check.Key(category.Trim().ToLowerInvariant(), MaxCategoryLength, "category"),
            Roadblock = roadblock,
        };
        CheckSense(rules, check);
        if (roadblock && slots.Count > PlacementSlot.MostOfPage)
            check.Refuse(InputProblem.TooMany, $"A page asks for at most {PlacementSlot.MostOfPage} slots, and a roadblock needs all of its own.", PlacementSlot.MostOfPage, "slots");
        return rules;
    }

    /// <summary>Whether its slots and channels are there; what is not is refused.</summary>
    public static async Task<bool> AreKnownAsync(EngagementDbContext db, CampaignRules rules, InputCheck check, CancellationToken cancel)
    {
        var slots = await db.Set<PlacementSlot>().Select(s => s.Key).ToListAsync(cancel);
        foreach (var (i, slot) in rules.Slots.Index())
            if (!slots.Contains(slot))
                check.Refuse(InputProblem.Unknown, $"There is no slot \"{slot}\".", null, "slots", $"{i}");
        (IReadOnlyList<string> Names, string[] Path)[] lists =
        [
            (rules.Channels.Any, ["targets", "channels", "any"]), (rules.Channels.All, ["targets", "channels", "all"]),
            (rules.Channels.None, ["targets", "channels", "none"]), (rules.Safety.Channels, ["safety", "channels"]),
        ];
        var asked = lists.SelectMany(l => l.Names).Distinct().ToList();
        var known = await db.Set<ArticleTerm>().Where(t => t.Kind == TermKind.Channel && asked.Contains(t.Value)).Select(t => t.Value).Distinct().ToListAsync(cancel);
        foreach (var (names, path) in lists)
            foreach (var (i, name) in names.Index())
                if (!known.Contains(name))
                    check.Refuse(InputProblem.Unknown, $"No article is in a channel \"{name}\".", null, [.. path, $"{i}"]);
        return check.Errors.Count == 0;
    }

    /// <summary>One list's rule.</summary>
    private static TermRule Read(TermRuleInput? input, string facet, InputCheck check) => input is null
        ? TermRule.Everything
        : new(
            Names(input.Any, check, "targets", facet, "any"),
            Names(input.All, check, "targets", facet, "all"),
            Names(input.None, check, "targets", facet, "none"));

    /// <summary>The same of languages, whose tags are kept in lower case.</summary>
    private static TermRule ReadLanguages(TermRuleInput? input, InputCheck check)
    {
        var rule = Read(input, "languages", check);
        return new(Tags(rule.Any, "any", check), Tags(rule.All, "all", check), Tags(rule.None, "none", check));
    }

    /// <summary>Names as articles have them, which are compared without regard to case.</summary>
    private static IReadOnlyList<string> Names(IReadOnlyList<string> names, InputCheck check, params string[] path)
    {
        if (names.Count > MostNames)
            check.Refuse(InputProblem.TooMany, $"`{path[^1]}` has at most {MostNames} entries, not {names.Count}.", MostNames, path);
        foreach (var (i, name) in names.Take(MostNames).Index())
            check.Key(name, ArticleConfiguration.MaxTermLength, [.. path, $"{i}"]);
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Refuses targets that no page can meet.</summary>
    private static void CheckSense(CampaignRules rules, InputCheck check)
    {
        CheckSense(rules.Channels, rules.Safety.Channels, "channels", check);
        CheckSense(rules.Keywords, rules.Safety.Keywords, "keywords", check);
        CheckSense(rules.Companies, rules.Safety.Companies, "companies", check);
        CheckLanguages(rules.Languages, check);
    }

    private static void CheckSense(TermRule rule, IReadOnlyList<string> unsafeNames, string facet, InputCheck check)
    {
        var never = rule.None.Concat(unsafeNames).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (rule.All.FirstOrDefault(never.Contains) is { } both)
            Contradict($"`{facet}` ask for \"{both}\" and exclude it.", facet, check);
        else if (rule.Any.Count > 0 && rule.Any.All(never.Contains))
            Contradict($"`{facet}` exclude all that they ask for.", facet, check);
    }

    /// <summary>A page has one language, and meets each tag that is that language or holds it.</summary>
    private static void CheckLanguages(TermRule rule, InputCheck check)
    {
        if (rule.All.Any(one => rule.All.Any(other => !Holds(one, other) && !Holds(other, one))))
            Contradict("No page has two languages.", "languages", check);
        else if (rule.All.Any(asked => rule.None.Any(never => Holds(never, asked))))
            Contradict("`languages` ask for one and exclude it.", "languages", check);
        else if (rule.Any.Count > 0 && !rule.Any.Any(CanBe))
            Contradict("`languages` exclude all that they ask for.", "languages", check);

        bool CanBe(string one) => !rule.None.Any(never => Holds(never, one)) && rule.All.All(asked => Holds(asked, one) || Holds(one, asked));
    }

    private static void Contradict(string message, string facet, InputCheck check) => check.Refuse(InputProblem.Contradictory, message, null, "targets", facet);

    /// <summary>Whether each page of the narrow language is one of the wide.</summary>
    private static bool Holds(string wide, string narrow) => $"{narrow}-".StartsWith($"{wide}-", StringComparison.Ordinal);

    private static IReadOnlyList<string> Tags(IReadOnlyList<string> tags, string list, InputCheck check)
    {
        foreach (var (i, tag) in tags.Index())
            if (LanguageTag.Parse(tag) is null)
                check.Refuse(InputProblem.Malformed, "`languages` are tags such as en or en-GB.", null, "targets", "languages", list, $"{i}");
        return [.. tags.Select(t => t.ToLowerInvariant()).Distinct()];
    }

    private static IReadOnlyList<string> Slots(IReadOnlyList<string> slots, InputCheck check)
    {
        if (slots.Count == 0)
            check.Refuse(InputProblem.Missing, "`slots` has at least one entry.", null, "slots");
        if (slots.Count > MostSlots)
            check.Refuse(InputProblem.TooMany, $"`slots` has at most {MostSlots} entries, not {slots.Count}.", MostSlots, "slots");
        foreach (var (i, slot) in slots.Index())
            if (slots.Take(i).Contains(slot))
                check.Refuse(InputProblem.Malformed, "`slots` has an entry twice.", null, "slots", $"{i}");
        return slots;
    }

    private static BrandSafety Safety(SafetyInput input, InputCheck check) => new()
    {
        Channels = Names(input.Channels, check, "safety", "channels"),
        Keywords = Names(input.Keywords, check, "safety", "keywords"),
        Companies = Names(input.Companies, check, "safety", "companies"),
        ClosedThreads = input.ClosedThreads,
        ReportedThreads = input.ReportedThreads,
        Sensitive = input.Sensitive,
    };
}
