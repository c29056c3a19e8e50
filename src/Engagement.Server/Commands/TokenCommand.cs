using System.CommandLine;
using System.Globalization;
using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;

namespace Engagement.Server.Commands;

/// <summary><c>token</c>: prints a token that a server in Development over the same storage folder believes, and nothing else.</summary>
internal static class TokenCommand
{
    private const int DefaultHours = 24;
    private const int MostHours = 24 * 365;

    public static Command Create(ConfigOption config)
    {
        var role = new Option<string[]>("--role") { Description = "May be given several times.", Required = true };
        role.AcceptOnlyFromAmong("reader", "moderator", "publisher", "sponsor", "admin");
        var subject = new Option<string>("--subject") { Description = "Who it is: the reader's identity, 1–200 characters.", Required = true };
        subject.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value.Length: 0 or > Caller.MaxSubjectLength }])
                result.AddError($"--subject has 1 to {Caller.MaxSubjectLength} characters.");
        });
        var name = new Option<string?>("--name") { Description = "Shown beside comments." };
        var badge = new Option<string[]>("--badge") { Description = "Shown beside the name; may be given several times.", DefaultValueFactory = _ => [] };
        var advertiser = new Option<string[]>("--advertiser") { Description = "Key of an advertiser that a sponsor speaks for; may be given several times.", DefaultValueFactory = _ => [] };
        var hours = new Option<double>("--hours") { Description = "How long it is good.", DefaultValueFactory = _ => DefaultHours };
        hours.Validators.Add(result =>
        {
            // What is no number the parser refuses.
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is not (> 0 and <= MostHours))
                result.AddError($"--hours is more than 0 and at most {MostHours}.");
        });
        var command = new Command("token", "Prints a token for trying things out; in Development only.") { role, subject, name, badge, advertiser, hours };
        return command.Does(config, (run, _) =>
        {
            var roles = run.Parsed.GetRequiredValue(role).Aggregate(Roles.None, (all, one) => all | Enum.Parse<Roles>(one, ignoreCase: true));
            run.Output.WriteLine(Open(run.Services).Issue(
                run.Parsed.GetRequiredValue(subject), roles, run.Parsed.GetValue(name), run.Parsed.GetValue(badge) ?? [], TimeSpan.FromHours(run.Parsed.GetValue(hours)), run.Parsed.GetValue(advertiser) ?? []));
            return Task.FromResult(CommandLine.Success);
        });
    }

    private static DevelopmentTokens Open(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<DevelopmentTokens>();
        }
        catch (InvalidOperationException e)
        {
            throw new StartException(e.Message, e);
        }
    }
}
