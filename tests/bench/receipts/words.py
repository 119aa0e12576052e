"""What French company names and bank lines are made of. Data only.

Both styles of the benchmark draw from here; how the words are put together stands in style.py.
"""

SURNAMES = """
Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre Michel Garcia
David Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez
Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément
Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval
Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Pérez Marchand Dufour Blanchard Marie Barbier
Brun Dumas Brunet Schmitt Leroux Colas Fernandez Renard Arnaud Rolland Caron Aubert Giraud Leclerc Vidal
Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq Lacroix Fabre Dupuis Olivier Rodriguez
Da~Silva Hubert Louis Charles Guillot Rivière Le~Gall Guillaume Adam Rey Moulin González Berger Lecomte
Menard Fleury Deschamps Carpentier Julien Benoît Paris Maillard Marchal Aubry Vasseur Le~Roux Renault
Jacquet Collet Prévost Poirier Charpentier Royer Huet Baron Dupuy Pons Paul Laine Carré Breton Rémy
Schneider Perrot Guyot Barré Marty Cousin L'Hermitte D'Hont Maréchal Étienne Bailly Hervé Langlois Tessier
Besnard Delaunay Pichon Hamon Cordier Germain Leblanc Tanguy Coulon Briand Gilles Millet Chauvin
""".split()

TRADES = """
Garage Boulangerie Menuiserie Plomberie Carrosserie Transports Imprimerie Maçonnerie Charpente Électricité
Serrurerie Pharmacie Pâtisserie Scierie Fromagerie Peinture Couverture Chaudronnerie Tuilerie Fonderie
Verrerie Métallerie Isolation Déménagements Ambulances Taxis Pépinières Horticulture Optique Brasserie
Cabinet Agence Atelier Entreprise Établissements Maison Domaine Cave Laboratoire Clinique
""".split()

CITIES = """
Lyon Nîmes Angers Brest Dijon Limoges Tours Amiens Metz Besançon Orléans Rouen Mulhouse Caen Nancy Avignon
Poitiers Pau Calais Béziers Colmar Bourges Quimper Valence Troyes Chambéry Lorient Niort Vannes Laval
Saint-Étienne Saint-Malo Saint-Nazaire Aix-en-Provence La~Rochelle Le~Mans Le~Havre Clermont Périgueux
Évreux Épinal Agen Albi Arras Auch Auxerre Blois Cahors Castres Chartres Cholet Dax Dole Fréjus Gap Istres
""".split()

ACTIVITIES = """
Bâtiment Négoce Distribution Logistique Services Industrie Ingénierie Équipement Énergie Conseil Formation
Habitat Emballages Matériaux Agencement Signalétique Informatique Sécurité Propreté Restauration Levage
Hydraulique Climatisation Menuiseries Façades Espaces~Verts Travaux~Publics Génie~Civil Viandes Primeurs
""".split()

FIRST_NAMES = """
Jean Marie Pierre Michel Françoise Monique Philippe Nathalie Isabelle Alain Sylvie Christophe Hélène Loïc
Stéphane Zoé Aurélie Cédric Gaëlle Jérôme Noémie Benoît Chloé Mathéo
""".split()

INSTITUTIONS = """
Lycée Collège Communauté~de~Communes Centre~Hospitalier Syndicat~des~Eaux Université Office~de~Tourisme Mairie
Métropole Caisse~des~Écoles
""".split()

REGIONS = "France Ouest Est Sud Nord Atlantique Méditerranée Île-de-France Rhône-Alpes Bretagne Alsace".split()

# Brand names as French companies make them: pieces of words, run together.
HEADS = "So Co Ge Pro Eco Tech Nova Uni Sud Alu Bati Medi Agri Info Trans Euro Inter Hydro Clim Elec".split()
MIDDLES = "di ge me re ca va lo ti ma no ba ri da pe vi mo fa be".split()
TAILS = "pro mat rec tis lec bat tex cor sol nor ver dal pack tech line gest form pal san val".split()

LEGAL_FORMS = (("SARL", 38), ("SAS", 30), ("SASU", 8), ("EURL", 7), ("SA", 6), ("SCI", 4), ("SNC", 2),
               ("SCOP", 2), ("EI", 3))

# What the bank writes about money that no customer sent: direction, CFONB code, ISO code, MT940 type,
# payer, text. The texts are free of anything that could be a customer's name.
OTHER_MOVEMENTS = (
    ("credit", "05", ("RCDT", "ESCT"), "NTRF", "DGFIP SERVICE DES IMPOTS", "REMBOURSEMENT CREDIT DE TVA 3519"),
    ("credit", "13", ("RCDT", "BOOK"), "NTRF", "", "VIREMENT DE TRESORERIE COMPTE A COMPTE"),
    ("credit", "61", ("MCOP", "INTR"), "NINT", "", "INTERETS CREDITEURS TRIMESTRE"),
    ("credit", "30", ("MCRD", "POSP"), "NMSC", "", "REMISE CB COMMERCANT 4417702"),
    ("debit", "61", ("MDOP", "CHRG"), "NCHG", "", "COMMISSION DE MOUVEMENT"),
    ("debit", "61", ("MDOP", "CHRG"), "NCHG", "", "FRAIS DE TENUE DE COMPTE"),
    ("debit", "08", ("RDDT", "ESDD"), "NDDT", "URSSAF", "COTISATIONS MENSUELLES"),
    ("debit", "06", ("ICDT", "ESCT"), "NTRF", "FOURNITURES DU CENTRE", "NOTRE REGLEMENT ACHATS"),
    ("debit", "11", ("CCRD", "POSD"), "NMSC", "", "FACTURES CARTES PAYEES"),
)

RETURN_REASONS = ("AM04", "AC04", "MD01", "MS03", "MD06")

MONTHS = ("JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE").split()

# Who pays on behalf of many: nothing can be concluded from the name.
AGENTS = ("COMPTA SERVICES PAIEMENTS", "CENTRALE DE REGLEMENT PROCURA", "TRESO PARTAGEE SAS")
PUBLIC_AGENTS = ("DRFIP PAYS DE LOIRE", "TRESORERIE MUNICIPALE", "SGC DU LITTORAL", "PAIERIE DEPARTEMENTALE")
