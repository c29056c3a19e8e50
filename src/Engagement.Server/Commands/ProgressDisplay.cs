using Spectre.Console;

namespace Engagement.Server.Commands;

/// <summary>Tells how far a long command is.</summary>
internal interface IProgressDisplay
{
    /// <param name="done">Of the total.</param>
    void MoveTo(long done);

    /// <summary>A line for the reader, above the bar.</summary>
    void Say(string line);
}

/// <summary>On the error stream: a bar where that is a terminal, a plain line every tenth of the way elsewhere.</summary>
internal static class ProgressDisplay
{
    public static Task<T> ShowAsync<T>(TextWriter error, long total, Func<IProgressDisplay, Task<T>> work)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
            return work(new Lines(error, total));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress().StartAsync(context => work(new Bar(console, context.AddTask("Importing", maxValue: Math.Max(total, 1)))));
    }

    private sealed class Bar(IAnsiConsole console, ProgressTask task) : IProgressDisplay
    {
        public void MoveTo(long done) => task.Value = done;

        public void Say(string line) => console.WriteLine(line);
    }

    private sealed class Lines(TextWriter error, long total) : IProgressDisplay
    {
        private long _tenths;

        public void MoveTo(long done)
        {
            var tenths = total == 0 ? 10 : done * 10 / total;
            if (tenths <= _tenths)
                return;
            _tenths = tenths;
            error.WriteLine($"{tenths * 10} %");
        }

        public void Say(string line) => error.WriteLine(line);
    }
}
