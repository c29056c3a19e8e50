using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>Checks what is booked and finds all that is wrong with it, but for what only the database knows.</summary>
internal static class CampaignCheck
{
    public const int MostUnits = 2_000_000_000;

    /// <summary>What is forecast up to the last day takes room and time by the day.</summary>
    private const int MostDays = 731, MostYearsAhead = 3;

    private const int MostSlots = 20;
    private const int MaxCategoryLength = 60;

    private static readonly string[] Total = ["total"], Daily = ["daily"];

    /// <summary>It in canonical form; null if the check has errors now.</summary>
    /// <param name="input">As it arrived.</param>
    /// <param name="check">Collects what is wrong.</param>
    /// <param name="now">UTC.</param>
    public static CampaignDraft? Run(CampaignInput input, InputCheck check, DateTime now)
    {
        var name = check.Needed(input.Name, Campaign.MaxNameLength, "name");
        CheckBudget(input, check);
        var (model, amount, currency, order) = (input.Price.Model, input.Price.AmountMinor, input.Price.Currency, check.Line(input.Price.OrderNumber, CampaignConfiguration.MaxOrderNumberLength, "price", "orderNumber"));
        check.Number(amount, 0, MostUnits, "price", "amountMinor");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            check.Refuse(InputProblem.Malformed, "`currency` is a code of ISO 4217, such as EUR.", null, "price", "currency");
        if (input.EndsOn < input.StartsOn)
            check.Refuse(InputProblem.Contradictory, "`endsOn` is not before `startsOn`.", null, "endsOn");
        else if (input.EndsOn.DayNumber - input.StartsOn.DayNumber >= MostDays || input.EndsOn > DateOnly.FromDateTime(now).AddYears(MostYearsAhead))
            check.Refuse(InputProblem.Malformed, $"A campaign has at most {MostDays} days, and ends within {MostYearsAhead} years.", MostDays, "endsOn");
        if (input.Political)
            check.Refuse(InputProblem.NotTaken, "The site takes no political advertising.", null, "political");
        var rules = new CampaignRules
        {
            Slots = Slots(input.Slots, check),
            Channels = RuleCheck.Read(input.Targets?.Channels, "channels", check),
            Keywords = RuleCheck.Read(input.Targets?.Keywords, "keywords", check),
            Companies = RuleCheck.Read(input.Targets?.Companies, "companies", check),
            Languages = RuleCheck.ReadLanguages(input.Targets?.Languages, check),
            Safety = Safety(input.Safety ?? new(), check),
            Category = input.Category is null ? null : check.Key(input.Category, MaxCategoryLength, "category"),
            Roadblock = input.Roadblock,
        };
        RuleCheck.CheckSense(rules, check);
        return check.Errors.Count > 0
            ? null
            : new(name, input.Goal, input.Total, input.Daily, input.Tier, model, amount, currency, order, input.StartsOn, input.EndsOn, rules);
    }

    private static void CheckBudget(CampaignInput input, InputCheck check)
    {
        var most = input.Goal switch
        {
            CampaignGoal.ShareOfVoice => 100,
            CampaignGoal.Days when input.EndsOn >= input.StartsOn => input.EndsOn.DayNumber - input.StartsOn.DayNumber + 1,
            _ => MostUnits,
        };
        check.Number(input.Total, 1, most, Total);
        if (input.Daily is not { } daily)
            return;
        if (input.Goal is CampaignGoal.Days or CampaignGoal.ShareOfVoice)
            check.Refuse(InputProblem.Contradictory, "`daily` goes with VIEWABLE_IMPRESSIONS and CLICKS only.", null, Daily);
        else
            check.Number(daily, 1, Math.Max(1, input.Total), Daily);
    }

    private static IReadOnlyList<string> Slots(IReadOnlyList<string> slots, InputCheck check)
    {
        if (slots.Count is 0 or > MostSlots)
            check.Refuse(slots.Count == 0 ? InputProblem.Missing : InputProblem.TooMany, $"`slots` has 1 to {MostSlots} entries, not {slots.Count}.", MostSlots, "slots");
        foreach (var (i, slot) in slots.Index())
            if (slots.Take(i).Contains(slot))
                check.Refuse(InputProblem.Malformed, "`slots` has an entry twice.", null, "slots", $"{i}");
        return slots;
    }

    private static BrandSafety Safety(SafetyInput input, InputCheck check) => new()
    {
        Channels = RuleCheck.Names(input.Channels, check, "safety", "channels"),
        Keywords = RuleCheck.Names(input.Keywords, check, "safety", "keywords"),
        Companies = RuleCheck.Names(input.Companies, check, "safety", "companies"),
        ClosedThreads = input.ClosedThreads,
        ReportedThreads = input.ReportedThreads,
        Sensitive = input.Sensitive,
    };
}
