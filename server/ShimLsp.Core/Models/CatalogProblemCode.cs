namespace ShimLsp.Core.Models;

/// <summary>The stable names of the problems that a catalog's text or settings can have: <see cref="CatalogProblem.Code"/>.</summary>
public static class CatalogProblemCode
{
    /// <summary>
    /// The text is larger than <see cref="CatalogParser.MaxBytes"/> and was not read, or it has more than
    /// <see cref="CatalogParser.MaxRows"/> rows and the rest was left out.
    /// </summary>
    public const string TooLarge = "tooLarge";

    /// <summary>The text is not UTF-8.</summary>
    public const string InvalidUtf8 = "invalidUtf8";

    /// <summary>The file is empty.</summary>
    public const string EmptyFile = "emptyFile";

    /// <summary>The text is not JSON.</summary>
    public const string InvalidJson = "invalidJson";

    /// <summary>The text nests too deeply.</summary>
    public const string TooDeep = "tooDeep";

    /// <summary>The text is neither an array nor an object.</summary>
    public const string NotACatalog = "notACatalog";

    /// <summary>The catalog lists no model.</summary>
    public const string NoModels = "noModels";

    /// <summary>A value has the wrong type.</summary>
    public const string WrongType = "wrongType";

    /// <summary>A number is outside its range.</summary>
    public const string OutOfRange = "outOfRange";

    /// <summary>A word is not one of the known ones.</summary>
    public const string UnknownValue = "unknownValue";

    /// <summary>A number is written as a string. It is still read.</summary>
    public const string NumberAsString = "numberAsString";

    /// <summary>A required field is absent.</summary>
    public const string MissingField = "missingField";

    /// <summary>The name of a field or a setting is unknown. In a model's row only those that are similar to a known one count.</summary>
    public const string UnknownField = "unknownField";

    /// <summary>An object contains a name twice; the last one is used.</summary>
    public const string DuplicateProperty = "duplicateProperty";

    /// <summary>Two spellings of one field have different values; the canonical one is used.</summary>
    public const string ConflictingAliases = "conflictingAliases";

    /// <summary>A row names an unknown provider.</summary>
    public const string UnknownProvider = "unknownProvider";

    /// <summary>A base URL is not an absolute http or https URL, or an address is written in a field that is not known.</summary>
    public const string InvalidBaseUrl = "invalidBaseUrl";

    /// <summary>A slug contains white space or control characters.</summary>
    public const string InvalidSlug = "invalidSlug";

    /// <summary>Two rows, or a row and the router, have the same slug.</summary>
    public const string DuplicateSlug = "duplicateSlug";

    /// <summary>The file contains a plain-text key.</summary>
    public const string LiteralCredential = "literalCredential";

    /// <summary>
    /// A credential reference is malformed, so the row's key cannot be resolved; or, as a warning, it is written as another tool has it.
    /// </summary>
    public const string InvalidCredential = "invalidCredential";

    /// <summary>The provider does not offer the model, or does not speak what the address is for.</summary>
    public const string WrongProvider = "wrongProvider";

    /// <summary>The provider, or the address, does not speak the format that `wire` names; `wire` is ignored.</summary>
    public const string WrongWire = "wrongWire";

    /// <summary>A key, or the tasks alone, would be sent over the network without encryption.</summary>
    public const string UnencryptedEndpoint = "unencryptedEndpoint";

    /// <summary>The longest reply is larger than the context window.</summary>
    public const string OutputAboveContext = "outputAboveContext";

    /// <summary>A price seems to be for one token, not for a million.</summary>
    public const string PricePerToken = "pricePerToken";

    /// <summary>A budget for a day is larger than that for a month, so it is never reached.</summary>
    public const string DailyAboveMonthly = "dailyAboveMonthly";

    /// <summary>There is a budget, and no model has a price, so nothing is ever spent.</summary>
    public const string BudgetWithoutPrices = "budgetWithoutPrices";

    /// <summary>The default is not a candidate, so Auto never uses it.</summary>
    public const string DefaultNotCandidate = "defaultNotCandidate";

    /// <summary>A header cannot be sent as written.</summary>
    public const string InvalidHeader = "invalidHeader";

    /// <summary>A base URL ends in the path of a call, which the server adds by itself; or of a call that it never makes.</summary>
    public const string EndpointInBaseUrl = "endpointInBaseUrl";

    /// <summary>A base URL lacks the path under which its host serves its API.</summary>
    public const string IncompleteBaseUrl = "incompleteBaseUrl";

    /// <summary>A header contains a plain-text key.</summary>
    public const string LiteralHeader = "literalHeader";

    /// <summary>A name does not match any model.</summary>
    public const string UnknownModel = "unknownModel";

    /// <summary>A candidate is listed twice; the first one is used.</summary>
    public const string DuplicateCandidate = "duplicateCandidate";

    /// <summary>Neither relative costs nor prices cover every candidate, so all have the same cost.</summary>
    public const string NoCostBasis = "noCostBasis";

    /// <summary>Auto exists and may choose no model.</summary>
    public const string NoCandidates = "noCandidates";

    /// <summary>A card says too little for a classifier, or the same as another card. Only an open document says so.</summary>
    public const string VagueCard = "vagueCard";

    /// <summary>
    /// Something is right by itself and changes nothing, because of something else in the file. Only an open document says so.
    /// </summary>
    public const string NoEffect = "noEffect";

    /// <summary>Nothing reads a field, and no known name is near. Only an open document says so.</summary>
    public const string UnreadField = "unreadField";

    /// <summary>
    /// A reference to a key stands for nothing now. Editors show it; a list of models has it as availability.
    /// </summary>
    public const string UnresolvedCredential = "unresolvedCredential";

    /// <summary>Only the strongest candidate reaches the threshold. Only an open document says so.</summary>
    public const string ThresholdTooHigh = "thresholdTooHigh";

    /// <summary>The cheapest candidate always reaches the threshold. Only an open document says so.</summary>
    public const string ThresholdTooLow = "thresholdTooLow";

    /// <summary>The file is a workspace's own, and the workspace is not trusted, so the file is not used.</summary>
    public const string UntrustedWorkspace = "untrustedWorkspace";

    /// <summary>There are more problems than the list shows.</summary>
    public const string MoreProblems = "moreProblems";
}
