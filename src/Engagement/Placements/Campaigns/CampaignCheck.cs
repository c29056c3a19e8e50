using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>Checks what is booked and finds all that is wrong with it, but for what only the database knows.</summary>
internal static class CampaignCheck
{
    private const int MostUnits = 2_000_000_000;

    /// <summary>What is forecast up to the last day takes room and time by the day.</summary>
    private const int MostDays = 731, MostYearsAhead = 3;

    private static readonly string[] Total = ["total"], Daily = ["daily"];

    /// <summary>It in canonical form; null if the check has errors now.</summary>
    /// <param name="input">As it arrived.</param>
    /// <param name="check">Collects what is wrong.</param>
    /// <param name="now">UTC.</param>
    public static CampaignDraft? Run(CampaignInput input, InputCheck check, DateTime now)
    {
        var name = check.Needed(input.Name, Campaign.MaxNameLength, "name");
        CheckBudget(input, check);
        var (model, amount, currency, order) = (input.Price.Model, input.Price.AmountMinor, input.Price.Currency, check.Line(input.Price.OrderNumber, Campaign.MaxOrderNumberLength, "price", "orderNumber"));
        check.Number(amount, 0, MostUnits, "price", "amountMinor");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            RefuseCurrency(check);
        CheckDays(input.StartsOn, input.EndsOn, check, now);
        if (input is { Goal: CampaignGoal.ShareOfVoice, Tier: CampaignTier.House })
            check.Refuse(InputProblem.Contradictory, "HOUSE is what nobody bought: a share is GUARANTEED or STANDARD.", null, "tier");
        if (input.Political)
            check.Refuse(InputProblem.NotTaken, "The site takes no political advertising.", null, "political");
        var rules = RuleCheck.Run(input.Slots, input.Targets, input.Safety, input.Category, input.Roadblock, check);
        return check.Errors.Count > 0
            ? null
            : new(name, input.Goal, input.Total, input.Daily, input.Tier, model, amount, currency, order, input.StartsOn, input.EndsOn, rules);
    }

    /// <summary>Refuses days that no campaign can have.</summary>
    public static void CheckDays(DateOnly startsOn, DateOnly endsOn, InputCheck check, DateTime now)
    {
        if (endsOn < startsOn)
            check.Refuse(InputProblem.Contradictory, "`endsOn` is not before `startsOn`.", null, "endsOn");
        else if (endsOn.DayNumber - startsOn.DayNumber >= MostDays || endsOn > DateOnly.FromDateTime(now).AddYears(MostYearsAhead))
            check.Refuse(InputProblem.OutOfRange, $"A campaign has at most {MostDays} days, and ends within {MostYearsAhead} years.", MostDays, "endsOn");
    }

    /// <summary>Refuses what nobody books anew, days that are over and a currency that there is none of; what was booked stays as it was.</summary>
    /// <param name="input">As it arrived.</param>
    /// <param name="draft">The same in canonical form; null if it has errors.</param>
    /// <param name="before">What was booked; null: nothing.</param>
    /// <param name="check">Collects what is wrong.</param>
    /// <param name="today">Of the site.</param>
    public static void CheckNew(CampaignInput input, CampaignDraft? draft, Campaign? before, InputCheck check, DateOnly today)
    {
        if (input.EndsOn != before?.EndsOn)
            CheckNotOver(input.StartsOn, input.EndsOn, check, today);
        if (draft?.Currency is { } currency && currency != before?.Currency && !Currencies.Has(currency))
            RefuseCurrency(check);
    }

    /// <summary>Refuses to begin with what is over.</summary>
    public static void CheckNotOver(DateOnly startsOn, DateOnly endsOn, InputCheck check, DateOnly today)
    {
        if (startsOn <= endsOn && endsOn < today)
            check.Refuse(InputProblem.OutOfRange, $"`endsOn` is not before today, {today:O}.", null, "endsOn");
    }

    private static void RefuseCurrency(InputCheck check) =>
        check.Refuse(InputProblem.Malformed, "`currency` is a code of ISO 4217, such as EUR.", null, "price", "currency");

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
}
