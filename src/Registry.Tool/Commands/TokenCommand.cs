using System.CommandLine;
using Registry.Server.Pipeline;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`token`: an access token of the development issuer.</summary>
internal static class TokenCommand
{
    public static Command Build()
    {
        var data = Shared.Data("Directory of the registry.");
        var agency = new Option<string>("--agency") { Description = "Code of the officer's agency, e.g. SYT-TTH.", Required = true, HelpName = "CODE" };
        var officer = new Option<string>("--officer") { Description = "Who the token is for.", Required = true, HelpName = "ID" };
        var scope = new Option<string>("--scope") { Description = "Scopes, separated by spaces, e.g. \"identity.read\".", Required = true };
        var purpose = new Option<string?>("--purpose") { Description = $"Narrows the token to one purpose: {string.Join(", ", PurposeNames.All)}." };
        var minutes = new Option<int>("--minutes") { Description = "Life of the token, 1 to 10.", DefaultValueFactory = _ => 10 };
        var command = new Command("token", "Prints an access token (JWT) of the development issuer.") { data, agency, officer, scope, purpose, minutes };
        command.SetAction(parsed =>
        {
            var request = new TokenRequest(
                parsed.GetValue(agency)!, parsed.GetValue(officer)!, parsed.GetValue(scope)!, parsed.GetValue(purpose),
                TimeSpan.FromMinutes(parsed.GetValue(minutes)));
            Console.WriteLine(TokenIssuer.Issue(DataDirectory.Open(parsed.GetValue(data)!), request, TimeProvider.System));
            return 0;
        });
        return command;
    }
}
