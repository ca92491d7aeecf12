using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What an agency may do about a kind of support.</summary>
public enum SupportStep
{
    Unspecified = 0,

    /// <summary>Give it on the spot, without a file: what a person who was just received needs.</summary>
    GiveAtOnce = 1,

    /// <summary>Propose a file.</summary>
    Propose = 2,

    /// <summary>Appraise a file ("thẩm tra", Decision 22/2015 Art. 13.1).</summary>
    Appraise = 3,

    /// <summary>Approve or reject a file.</summary>
    Approve = 4,

    /// <summary>Give what was approved.</summary>
    Deliver = 5,
}

/// <summary>An agency kind may take the step for the kind of support. What no row says, nobody may.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Kind">What is given.</param>
/// <param name="Step">Which step.</param>
/// <param name="Agency">Who may.</param>
/// <param name="Deadline">Id of the deadline that binds the step, or null.</param>
public sealed record SupportDutyRow(Standing Standing, SupportKind Kind, SupportStep Step, AgencyKind Agency, string? Deadline);
